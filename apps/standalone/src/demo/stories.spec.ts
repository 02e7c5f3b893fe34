import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { productFolder } from '../installation-env.js';
import type { SimulatorsControl } from '../simulators-control.js';
import type { Accounts } from './accounts.js';
import { Acts, unitAt } from './acts.js';
import { DemoRecord } from './demo-record.js';
import { OutsideWorld } from './outside-world.js';
import { isWait, readStories } from './story.js';
import { Submission } from './submission.js';

const stories = await readStories(join(productFolder, 'samples', 'stories'));

interface Sent {
  readonly path: string;
  readonly key: string;
  readonly body: object;
}

/** Everybody is the same account, which takes whatever is sent. */
function listener(sent: Sent[]) {
  const answer = (path: string, key: string, body: object) => {
    sent.push({ path, key, body });
    return Promise.resolve({ dossierId: 'd', dossierCode: 'c', id: 'p' });
  };
  const user = {
    get: () => Promise.resolve({ resultsReceived: [] }),
    post: answer,
    upload: () => Promise.resolve('u'),
    file: () => Promise.resolve('f'),
  };
  return new Proxy({}, { get: () => () => Promise.resolve(user) }) as Accounts;
}

function record(): DemoRecord {
  const made = DemoRecord.begin('/nowhere', '2026-10-01');
  made.save = () => Promise.resolve();
  return made;
}

describe('the sample dossiers', () => {
  it('are at least forty, of six procedures', () => {
    expect(stories.length).toBeGreaterThanOrEqual(40);
    expect(new Set(stories.map(({ procedure }) => procedure)).size).toBe(6);
  });

  it.each(stories.map((story) => [story.id, story] as const))(
    '%s can be played, with a key of its own for every request and the same ones every time',
    async (_id, story) => {
      const plays = await Promise.all(
        [0, 1].map(async () => {
          const sent: Sent[] = [];
          const accounts = listener(sent);
          const submission = new Submission(accounts, record());
          const acts = new Acts(accounts, submission, record());
          await submission.send(story, null);
          for (const [index, step] of story.steps.entries()) {
            if (!isWait(step)) await acts.perform(story, step, index);
          }
          return sent;
        }),
      );
      expect(plays[0]).toEqual(plays[1]);
      const keys = plays[0]!.map(({ key }) => key);
      expect(new Set(keys).size).toBe(keys.length - (story.submissions ?? 1) + 1);
    },
  );

  it('set every outside system up that they name', async () => {
    const orders: object[] = [];
    const take = (order: object) => Promise.resolve(void orders.push(order));
    const outside = new OutsideWorld({ scenario: take, fault: take } as unknown as SimulatorsControl);
    for (const story of stories) await outside.prepare(story, 'c', false);
    expect(orders).toHaveLength(stories.flatMap((story) => story.outside).length);
  });

  it('do not set an outage of everybody again after a kill', async () => {
    const faults: object[] = [];
    const outside = new OutsideWorld({
      scenario: () => Promise.resolve(),
      fault: (order: object) => Promise.resolve(void faults.push(order)),
    } as unknown as SimulatorsControl);
    const down = stories.find(({ story }) => story === 'portalDown')!;
    await outside.prepare(down, 'c', true);
    expect(faults).toEqual([]);
  });

  it('belong to the unit they were transferred to from then on', () => {
    const moved = stories.find(({ story }) => story === 'transferred')!;
    expect([unitAt(moved, 0), unitAt(moved, 1)]).toEqual(['H99.38', 'H99.39']);
  });
});
