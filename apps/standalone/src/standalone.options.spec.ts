import { describe, expect, it } from '@jest/globals';
import { parseOptions } from './standalone.options.js';
import { UsageFault } from './typed-options.js';

describe('the command line of standalone', () => {
  it('starts with the demo on loopback ports, data and keys side by side', () => {
    expect(parseOptions([], '/srv/motcua')).toEqual({
      help: false,
      demo: true,
      exit: false,
      port: 8080,
      managementPort: 9090,
      simulatorsPort: 8090,
      data: '/srv/motcua/var/data',
      keys: '/srv/motcua/var/keys/motcua.keys',
    });
  });

  it('puts the keys beside the data, wherever they are', () => {
    expect(parseOptions(['--data', '/big/disk'], '/srv')).toMatchObject({
      data: '/big/disk',
      keys: '/big/keys/motcua.keys',
    });
  });

  it.each([
    [['--port', '80x'], /--port takes a port number/],
    [['--port', '70000'], /--port takes a port number/],
    [['--nodemo'], /nodemo/],
    [['--data', '/d', '--keys', '/d/keys'], /outside --data/],
    [['--no-demo', '--exit'], /does not go with/],
  ])('refuses %j and says why', (words, message) => {
    expect(() => parseOptions(words, '/srv')).toThrow(UsageFault);
    expect(() => parseOptions(words, '/srv')).toThrow(message);
  });
});
