export { stopBackends as default } from './global-setup.mjs';
