interface Level {
  tokens: number;
  at: number;
  day: number;
  usedToday: number;
}

const DAY_MS = 86_400_000;

/** Lets `burst` calls through at once and `perSecond` in the long run, for each credential, on the virtual clock. */
export class TokenBucket {
  private readonly levels = new Map<string, Level>();

  constructor(private readonly limit: { perSecond: number; burst: number; perDay?: number }) {}

  /** True when the call may pass. */
  take(credential: string, now: number): boolean {
    const { perSecond, burst, perDay } = this.limit;
    const day = Math.floor(now / DAY_MS);
    const level = this.levels.get(credential) ?? { tokens: burst, at: now, day, usedToday: 0 };
    const refilled = Math.min(burst, level.tokens + (Math.max(0, now - level.at) / 1000) * perSecond);
    const usedToday = level.day === day ? level.usedToday : 0;
    const passes = refilled >= 1 && usedToday < (perDay ?? Number.POSITIVE_INFINITY);
    this.levels.set(credential, {
      tokens: passes ? refilled - 1 : refilled,
      at: now,
      day,
      usedToday: passes ? usedToday + 1 : usedToday,
    });
    return passes;
  }
}
