import { describe, expect, it } from '@jest/globals';
import { UsageFault } from '@motcua/standalone/parts';
import { parseOptions } from './options.js';

describe('the options of the cluster', () => {
  it('are Kafka, PostgreSQL and a demo, with keys beside the data', () => {
    expect(parseOptions([], '/home/me')).toMatchObject({
      demo: true,
      exit: false,
      feed: 'kafka',
      store: 'postgres',
      data: '/home/me/var/cluster/data',
      keys: '/home/me/var/cluster/keys/motcua.keys',
      logs: '/home/me/var/cluster',
    });
  });

  it('choose feed and store', () => {
    const chosen = parseOptions(['--feed', 'embedded', '--store', 'kurrentdb-standin'], '/');
    expect([chosen.feed, chosen.store]).toEqual(['embedded', 'kurrentdb-standin']);
  });

  it.each([
    [['--feed', 'pigeon']],
    [['--store', 'kurrentdb']],
    [['--port', '70000']],
    [['--no-demo', '--exit']],
    [['--nodemo']],
  ])('refuse %j', (words) => expect(() => parseOptions(words, '/')).toThrow(UsageFault));
});
