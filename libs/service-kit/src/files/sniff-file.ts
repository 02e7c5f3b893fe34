import { fileTypeFromBuffer } from 'file-type';

/**
 * What the bytes are, whatever their name says.
 *
 * @returns the MIME type, e.g. `application/pdf`; undefined when the bytes are of no kind that can be told (plain text, rubbish)
 */
export async function sniffFile(bytes: Uint8Array): Promise<string | undefined> {
  return (await fileTypeFromBuffer(bytes))?.mime;
}

/** What a file name's ending (lower case, no dot) promises, for the kinds of files that scans come in. */
export const MIME_OF_EXTENSION: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  tif: 'image/tiff',
  tiff: 'image/tiff',
};
