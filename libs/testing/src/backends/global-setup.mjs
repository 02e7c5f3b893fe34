// Jest hands this file to Node itself, untransformed, so that the sources' `.js` names have to be led to their `.ts` files.
import { registerHooks } from 'node:module';

const sources = registerHooks({
  resolve(specifier, context, next) {
    const ours = specifier.startsWith('.') && context.parentURL?.includes('/libs/testing/src/');
    return next(ours ? specifier.replace(/\.js$/, '.ts') : specifier, context);
  },
});
const { startBackends, stopBackends } = await import('./run-server.ts');
sources.deregister();

export { stopBackends };
export default startBackends;
