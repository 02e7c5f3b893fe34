import { pointerOf } from '../declaration/pointer.js';

const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

interface Level {
  /** Names seen so far; null inside a list. */
  readonly names: Set<string> | null;
  at: string | number;
}

/**
 * JSON pointers of names that stand twice in one object. `JSON.parse` keeps the last one without a word, so a clerk who copies a
 * line would lose the other.
 *
 * @param text JSON that parses
 */
export function duplicateKeys(text: string): string[] {
  const tokens = text.match(TOKEN) ?? [];
  const levels: Level[] = [];
  const found: string[] = [];
  for (const [index, token] of tokens.entries()) {
    if (tokens[index + 1] === ':') noteName(JSON.parse(token) as string, levels, found);
    else if (token.length === 1) structure(token, levels);
  }
  return found;
}

function structure(token: string, levels: Level[]): void {
  const level = levels.at(-1);
  if (token === '{') levels.push({ names: new Set(), at: '' });
  if (token === '[') levels.push({ names: null, at: 0 });
  if (token === '}' || token === ']') levels.pop();
  if (token === ',' && typeof level?.at === 'number') level.at += 1;
}

function noteName(name: string, levels: readonly Level[], found: string[]): void {
  const level = levels.at(-1);
  if (!level?.names) return;
  level.at = name;
  if (level.names.has(name)) found.push(pointerOf(levels.map(({ at }) => at)));
  level.names.add(name);
}
