/** One element: its text, or its children in order. */
export interface XmlElement {
  readonly name: string;
  readonly content: string | readonly XmlElement[];
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  // a raw carriage return is turned into a line feed by every reader
  '\r': '&#13;',
};

/** Characters that no XML 1.0 document may hold, in any spelling: control characters, lone surrogates, U+FFFE and U+FFFF. */
const illegal =
  // oxlint-disable-next-line no-control-regex -- exactly the characters that must not get through
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

export function hasIllegalCharacter(text: string): boolean {
  return illegal.test(text);
}

/** @throws {RangeError} on a character that XML cannot carry or a name that is none; the field map refuses both before */
export function writeXml(element: XmlElement): string {
  if (!/^[A-Za-z_][\w.-]*$/.test(element.name)) throw new RangeError('not an XML name');
  const inner =
    typeof element.content === 'string'
      ? escaped(element.content)
      : element.content.map((child) => writeXml(child)).join('');
  return `<${element.name}>${inner}</${element.name}>`;
}

function escaped(text: string): string {
  if (hasIllegalCharacter(text)) throw new RangeError('a character that XML cannot carry');
  return text.replaceAll(/[&<>"'\r]/g, (character) => entities[character] ?? character);
}
