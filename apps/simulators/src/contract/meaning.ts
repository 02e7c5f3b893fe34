/** Members whose values the contract fixes; of all others only presence and type count. */
const FIXED = new Set(
  'STATUS status error_code errorCode error token_type expires_in scope DESCRIPTION message errorDescription DEC_STATUS_ID DEC_STATUS_NAME'.split(
    ' ',
  ),
);

/** What an answer means: fixed values as they are, everything else as its type, of a list the first item. */
export function meaning(value: unknown, name = ''): unknown {
  if (FIXED.has(name)) return value;
  if (Array.isArray(value)) return value.slice(0, 1).map((item) => meaning(item));
  if (!isObject(value)) return value === null ? 'empty' : typeof value;
  return Object.fromEntries(Object.entries(value).map(([member, inner]) => [member, meaning(inner, member)]));
}

/** Leaves out what the example does not speak of; a member that is null on either side may carry anything. */
export function asFarAsNamed(example: unknown, actual: unknown): unknown {
  if (example === 'empty' || actual === 'empty') return example;
  if (Array.isArray(example))
    return Array.isArray(actual)
      ? actual.slice(0, example.length).map((item) => asFarAsNamed(example[0], item))
      : actual;
  if (!isObject(example) || !isObject(actual)) return actual;
  return Object.fromEntries(Object.entries(example).map(([name, inner]) => [name, asFarAsNamed(inner, actual[name])]));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
