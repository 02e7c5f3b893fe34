import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import pdfmake from 'pdfmake';
import type { TDocumentDefinitions } from 'pdfmake/interfaces.js';

const FONTS = join(dirname(createRequire(import.meta.url).resolve('pdfmake/package.json')), 'fonts', 'Roboto');

// Roboto has every letter of Vietnamese; pdfmake embeds the letters that are used.
pdfmake.setFonts({
  Roboto: {
    normal: join(FONTS, 'Roboto-Regular.ttf'),
    bold: join(FONTS, 'Roboto-Medium.ttf'),
    italics: join(FONTS, 'Roboto-Italic.ttf'),
    bolditalics: join(FONTS, 'Roboto-MediumItalic.ttf'),
  },
});
// What people wrote stands in these documents: nothing in it may make us fetch or read anything.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy((path) => path.startsWith(FONTS));

/** @param printedAt goes into the file's properties, so that the same paper is the same file */
export async function printPdf(document: TDocumentDefinitions, title: string, printedAt: string): Promise<Buffer> {
  const moment = new Date(printedAt);
  return pdfmake
    .createPdf({
      ...document,
      info: { title, producer: 'Motcua', creator: 'Motcua', creationDate: moment, modDate: moment },
      language: 'vi',
      compress: true,
    })
    .getBuffer();
}

/** Text as fonts have it: one letter, one sign, whatever keyboard wrote it. */
export function printable(text: string): string {
  return text.normalize('NFC').replaceAll(/\p{Cc}+/gu, ' ');
}
