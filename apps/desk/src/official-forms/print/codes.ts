import { toSVG } from 'bwip-js';

const BAR_HEIGHT_MM = 9;

/** A seventh of the modules may be lost; padding is the quiet zone of four modules that readers need. */
const QR = { bcid: 'qrcode', eclevel: 'M', padding: 8 };

/** Code 128 of a dossier code as lines. @law TT 01/2018/TT-VPCP art. 19 */
export function barCode(text: string): string {
  return toSVG({ bcid: 'code128', text, height: BAR_HEIGHT_MM, includetext: false });
}

/** QR code of an address as shapes. */
export function qrCode(text: string): string {
  return toSVG({ ...QR, text });
}
