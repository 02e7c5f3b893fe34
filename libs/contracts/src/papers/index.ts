export { markDigest, markText, markedForms, readMark, signedMark } from './paper-mark.js';
export type { MarkedForm, PaperMark, ReadMark } from './paper-mark.js';
export { verifyMark } from './verify-mark.js';
export type { MarkVerdict, PaperKey, PaperKeySet } from './verify-mark.js';
