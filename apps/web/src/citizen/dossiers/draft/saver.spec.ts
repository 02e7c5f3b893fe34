import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { ProblemError } from '../../../api/problem.ts';
import type { DraftContent, OpenDraft } from './drafts.ts';
import { type DraftStore, Saver, type Saving } from './saver.ts';

const content = (name: string): DraftContent => ({ declaration: { nksHoTen: name }, files: [] });

/** A server with one draft. */
class Server implements DraftStore {
  version = 1;
  content = content('MẪU');
  dossierId: string | null = null;
  saves = 0;
  trouble: unknown = undefined;

  async save(version: number, sent: DraftContent) {
    await Promise.resolve();
    this.saves += 1;
    if (this.trouble !== undefined) throw this.trouble;
    if (this.dossierId !== null) throw new ProblemError(409, 'draft.submitted', '');
    if (version !== this.version) throw new ProblemError(409, 'draft.changed-elsewhere', '');
    this.version += 1;
    this.content = sent;
    return this.line();
  }

  fetch(): Promise<OpenDraft> {
    const { dossierId } = this;
    return Promise.resolve({ ...this.line(), dossierId, content: dossierId === null ? this.content : null });
  }

  private line() {
    const at = '2026-11-24T00:00:00.000Z';
    return { draftId: 'd', procedureCode: '1.001193', version: this.version, savedAt: at, expiresAt: at };
  }
}

describe('saving a draft', () => {
  let server: Server;
  let told: Saving[];
  let saver: Saver;
  const lastTold = (): string | undefined => told.at(-1)?.state;

  beforeEach(() => {
    jest.useFakeTimers();
    server = new Server();
    told = [];
    saver = new Saver(server, { version: 1, content: server.content }, (saving) => told.push(saving));
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  it('waits until nothing is typed for a moment, and saves once', async () => {
    for (const name of ['A', 'AN', 'AN MẪU']) saver.changed(content(name));
    expect(server.saves).toBe(0);
    await jest.runAllTimersAsync();
    expect([server.saves, server.content, lastTold()]).toEqual([1, content('AN MẪU'), 'saved']);
  });

  it('saves what was typed while a save was under way', async () => {
    saver.changed(content('A'));
    const done = saver.flush();
    saver.changed(content('AN'));
    expect([await done, server.saves, server.content]).toEqual([true, 2, content('AN')]);
  });

  it('says that it failed, and tries again with the next change', async () => {
    server.trouble = new TypeError('no network');
    saver.changed(content('A'));
    expect([await saver.flush(), lastTold()]).toEqual([false, 'failed']);
    server.trouble = undefined;
    saver.changed(content('AN'));
    expect([await saver.flush(), lastTold(), server.content]).toEqual([true, 'saved', content('AN')]);
  });

  it('tells what was changed elsewhere, overwrites nothing, and keeps the own words when the person says so', async () => {
    await server.save(1, content('CỦA NƠI KIA'));
    saver.changed(content('CỦA TÔI'));
    expect(await saver.flush()).toBe(false);
    expect(told.at(-1)).toMatchObject({ state: 'conflict', changed: ['/declaration/nksHoTen'] });
    saver.changed(content('CỦA TÔI NỮA'));
    await jest.runAllTimersAsync();
    expect(server.content).toEqual(content('CỦA NƠI KIA'));
    expect(await saver.keepOwn(await server.fetch())).toBe(true);
    expect([server.content, lastTold()]).toEqual([content('CỦA TÔI NỮA'), 'saved']);
  });

  it('takes a save whose answer was lost for what it was', async () => {
    await server.save(1, content('A'));
    saver.changed(content('A'));
    expect([await saver.flush(), lastTold()]).toEqual([true, 'saved']);
    saver.changed(content('AN'));
    expect([await saver.flush(), server.version]).toEqual([true, 3]);
  });

  it('goes on when somebody only looked at another step elsewhere', async () => {
    await server.save(1, { ...server.content, step: 'mother' });
    saver.changed(content('CỦA TÔI'));
    expect([await saver.flush(), lastTold(), server.content]).toEqual([true, 'saved', content('CỦA TÔI')]);
  });

  it('ends when the draft became a dossier', async () => {
    server.dossierId = 'x';
    saver.changed(content('A'));
    expect([await saver.flush(), lastTold()]).toEqual([false, 'submitted']);
  });
});
