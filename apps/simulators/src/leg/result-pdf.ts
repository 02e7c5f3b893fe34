import { PDFDocument, StandardFonts } from 'pdf-lib';

/**
 * A small real PDF, the same bytes for the same words. The built-in fonts have no Vietnamese letters, so the text is printed
 * without diacritics.
 *
 * @returns base64
 */
export async function resultPdf(lines: readonly string[], issuedAt: number): Promise<string> {
  const document = await PDFDocument.create({ updateMetadata: false });
  document.setTitle(plain(lines[0] ?? ''));
  document.setCreationDate(new Date(issuedAt));
  document.setModificationDate(new Date(issuedAt));
  const font = await document.embedFont(StandardFonts.Helvetica);
  const page = document.addPage([420, 298]);
  lines.forEach((line, at) => page.drawText(plain(line), { x: 30, y: 250 - at * 22, size: at === 0 ? 14 : 11, font }));
  return document.saveAsBase64();
}

function plain(text: string): string {
  const bare = text.normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D');
  return bare.replaceAll(/[^\x20-\x7e]/g, '?');
}
