import { describe, expect, it } from '@jest/globals';
import type { NamedConsumerState } from '../feed/feed-server.js';
import { watchConsumers } from './consumer-watch.js';
import { Health } from './health.js';
import { Metrics } from './metrics.js';

const atRest = { active: true, behind: 0, frozenForMs: 0, parkedDossiers: 0, quarantined: 4 };

describe('the watch over consumers', () => {
  const unread = new Map([['portal-sync', 3]]);
  const states: NamedConsumerState[] = [
    { ...atRest, consumer: 'portal-sync' },
    { ...atRest, consumer: 'dossier-code' },
  ];

  it('counts unreadable records that nobody has acknowledged, and stays ready', async () => {
    const [health, metrics] = [new Health(), new Metrics()];
    const unreadable = { counts: () => Promise.resolve(unread) };
    watchConsumers({ consumerStates: () => Promise.resolve(states) }, { health, metrics, unreadable });
    const { ready, checks } = await health.report();
    expect(ready).toBe(true);
    expect(checks['consumers']!.detail).toBe('2 running; portal-sync: 3 unreadable records');
    const told = await metrics.registry.metrics();
    expect(told).toContain('motcua_feed_quarantined{consumer="portal-sync"} 3');
    expect(told).toContain('motcua_feed_quarantined{consumer="dossier-code"} 0');
    unread.clear();
    expect((await health.report()).checks['consumers']!.detail).toBe('2 running');
    expect(await metrics.registry.metrics()).toContain('motcua_feed_quarantined{consumer="portal-sync"} 0');
  });

  it('says which consumer lost its history', async () => {
    const [health, metrics] = [new Health(), new Metrics()];
    const lost = { ...states[0]!, lost: 'history-changed' as const };
    watchConsumers({ consumerStates: () => Promise.resolve([lost, states[1]!]) }, { health, metrics });
    expect((await health.report()).checks['consumers']).toEqual({ ok: false, detail: 'history-changed: portal-sync' });
  });

  it('says which topic is to be made anew', async () => {
    const [health, metrics] = [new Health(), new Metrics()];
    const lost = { ...states[0]!, lost: 'history-changed' as const, toMakeAnew: 'lifecycle' };
    watchConsumers({ consumerStates: () => Promise.resolve([lost]) }, { health, metrics });
    const { detail } = (await health.report()).checks['consumers']!;
    expect(detail).toMatch(/^history-changed: portal-sync \(lifecycle tells facts that are not stored: make it anew/);
  });

  it('is not ready while a consumer waits for its topic, and says what helps', async () => {
    const [health, metrics] = [new Health(), new Metrics()];
    const waiting = { ...states[0]!, waitsFor: 'motcua.dossier.lifecycle.v1' };
    watchConsumers({ consumerStates: () => Promise.resolve([waiting, states[1]!]) }, { health, metrics });
    const { ready, checks } = await health.report();
    expect(ready).toBe(false);
    expect(checks['consumers']!.detail).toMatch(/portal-sync waits for topic motcua.* "motcua topics apply"/);
  });
});
