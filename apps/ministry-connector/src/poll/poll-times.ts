import { Clock } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import type { Leg } from '../dossier/handed-dossier.js';
import { ConnectorTimers } from '../lanes/connector-timers.js';
import { MinistryWire } from '../wire/ministry-wire.js';

/** Where a list tells of changes, single dossiers are asked for only so that one which the list lost is found. */
const safetyNetMs = 24 * 60 * 60_000;

/** When the ministries are asked: at the intervals of the profile, without jitter. */
@Injectable()
export class PollTimes {
  constructor(
    private readonly timers: ConnectorTimers,
    private readonly wire: MinistryWire,
    private readonly clock: Clock,
  ) {}

  /** The dossier is there: from now on it is asked for. */
  async begin(leg: Leg, dossierId: string): Promise<void> {
    await this.ask(leg, dossierId, this.clock.now());
  }

  /** @param last when the dossier should have been asked for; missed turns are left out, not made up for */
  async ask({ system, profile }: Leg, dossierId: string, last: string): Promise<void> {
    const dueAt = nextTurn(last, this.clock.now(), this.everyMs(profile));
    await this.timers.set({
      kind: 'status-poll',
      key: `${system}/${dossierId}`,
      dueAt,
      payload: { system, dossierId },
    });
  }

  /** At the start of the app: the lists are asked for at once, unless another instance does so already. */
  async beginLists(): Promise<void> {
    for (const { system, profile } of this.wire.changeLists()) {
      const timer = { kind: 'change-list' as const, key: `${system}/${profile}`, payload: { system, profile } };
      await this.timers.setUnlessPending({ ...timer, dueAt: this.clock.now() });
    }
  }

  async askList(system: string, profile: string, last: string): Promise<void> {
    const everyMs = this.wire.profile(profile).limits.pollEverySeconds * 1000;
    const dueAt = nextTurn(last, this.clock.now(), everyMs);
    await this.timers.set({ kind: 'change-list', key: `${system}/${profile}`, dueAt, payload: { system, profile } });
  }

  private everyMs(profile: string): number {
    const { capabilities, limits } = this.wire.profile(profile);
    return capabilities.statusChanges === 'unacknowledged' ? safetyNetMs : limits.pollEverySeconds * 1000;
  }
}

/** The first turn after `now` in the row that begins at `last`; instants ISO 8601 UTC. */
export function nextTurn(last: string, now: string, everyMs: number): string {
  const missed = Math.max(0, Math.floor((Date.parse(now) - Date.parse(last)) / everyMs));
  return new Date(Date.parse(last) + (missed + 1) * everyMs).toISOString();
}
