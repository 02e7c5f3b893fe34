export { Clock, SystemClock } from './clock.js';
export { Sealer, eventContext } from './sealing/sealer.js';
export { BlobStore } from './blobs/blob-store.js';
export type { View } from './views/view.js';
