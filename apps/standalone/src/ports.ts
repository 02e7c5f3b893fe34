import { createServer } from 'node:net';

/** A port that somebody else listens on; the message says which option chooses another. */
export class PortInUse extends Error {
  override readonly name = 'PortInUse';
}

/**
 * Finds out before anything is started whether a port can be had.
 * @param option the option that chooses it, for the message
 * @returns the port itself, or a free one for 0
 * @throws {PortInUse}
 */
export async function freePort(port: number, option: string): Promise<number> {
  return tryPort(port).catch((error: NodeJS.ErrnoException) => {
    throw new PortInUse(`port ${port} is ${reason(error.code)}; choose another with ${option}`);
  });
}

/** Takes the port of loopback for a moment, 0 = any free one. @returns it @throws what the system says against it */
export async function tryPort(port: number): Promise<number> {
  const probe = createServer();
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  probe.once('error', reject);
  probe.listen(port, '127.0.0.1', resolve);
  await promise;
  const address = probe.address();
  await new Promise((closed) => probe.close(closed));
  return typeof address === 'object' && address !== null ? address.port : port;
}

function reason(code: string | undefined): string {
  return code === 'EACCES' ? 'not allowed for this account' : 'in use by another program';
}
