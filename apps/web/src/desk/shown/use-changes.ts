import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useState } from 'react';

export interface Changed {
  readonly dossierId: string;
  readonly version: number;
}

/** Nobody sits there any more: what is fetched then would keep a forgotten session open. */
const AWAY_AFTER_MS = 20 * 60_000;

/** Several facts of one act come within this. */
const TOGETHER_MS = 400;

export type Listening = 'connecting' | 'live' | 'off';

/**
 * Calls back when dossiers of the officer's units moved: with their ids, or with undefined when everything should be looked at
 * once. The browser comes back by itself after an interruption, and is told what it missed.
 */
export function useChanges(onChange: (changed: readonly Changed[] | undefined) => void): Listening {
  const queries = useQueryClient();
  const [state, setState] = useState<Listening>('connecting');
  const tell = useEffectEvent(onChange);
  useEffect(() => {
    const source = new EventSource('/api/desk/v1/changes');
    const together = new Together((changed) => tell(changed));
    source.addEventListener('open', () => setState('live'));
    source.addEventListener('begin', () => together.everything());
    source.addEventListener('dossier', ({ data }) => together.add(JSON.parse(String(data)) as Changed));
    source.addEventListener('error', () => setState(source.readyState === EventSource.CLOSED ? 'off' : 'connecting'));
    source.addEventListener('signed-out', () => {
      source.close();
      setState('off');
      void queries.invalidateQueries({ queryKey: ['session'] });
    });
    return () => {
      source.close();
      together.end();
    };
  }, [queries]);
  return state;
}

/** Collects what comes at once, and holds still while nobody is there. */
class Together {
  private changed: Changed[] = [];
  private all = false;
  private timer: number | undefined;
  private lastActive = Date.now();
  private readonly here = () => {
    const was = this.isAway();
    this.lastActive = Date.now();
    if (was) this.later();
  };

  constructor(private readonly tell: (changed: readonly Changed[] | undefined) => void) {
    for (const kind of ['pointerdown', 'keydown'] as const) window.addEventListener(kind, this.here);
  }

  add(one: Changed): void {
    this.changed.push(one);
    this.later();
  }

  everything(): void {
    this.all = true;
    this.later();
  }

  end(): void {
    window.clearTimeout(this.timer);
    for (const kind of ['pointerdown', 'keydown'] as const) window.removeEventListener(kind, this.here);
  }

  private isAway(): boolean {
    return Date.now() - this.lastActive > AWAY_AFTER_MS;
  }

  private later(): void {
    this.timer ??= window.setTimeout(() => {
      this.timer = undefined;
      if (this.isAway() || (!this.all && this.changed.length === 0)) return;
      const told = this.all ? undefined : this.changed;
      this.changed = [];
      this.all = false;
      this.tell(told);
    }, TOGETHER_MS);
  }
}
