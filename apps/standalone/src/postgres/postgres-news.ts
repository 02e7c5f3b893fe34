import type { Log } from '@motcua/service-kit';
import type { PostgresNews } from './postgres-watch.js';

/** Tells of the server's deaths and returns in the log, and in words to the person at the terminal. */
export function newsOf(port: number, log: Log, say: (words: string) => void): (news: PostgresNews) => void {
  return (news) => {
    switch (news.kind) {
      case 'down':
        log.error('postgres.down', { port });
        return say('PostgreSQL has ended; it is started again. Until then requests are answered with 503.');
      case 'notStarted': {
        const { attempt, pauseMs, error } = news;
        log.warn('postgres.not-started', { port, attempt, durationMs: pauseMs, error });
        return say(`PostgreSQL did not start (try ${attempt}); the next try comes in ${seconds(pauseMs)} s.`);
      }
      case 'upAgain':
        log.info('postgres.up-again', { port, attempt: news.attempts, durationMs: Math.round(news.downMs) });
        return say(`PostgreSQL runs again after ${seconds(news.downMs)} s.`);
      case 'lost':
        return log.error('postgres.lost', { port, code: news.error.code });
    }
  };
}

function seconds(ms: number): string {
  return (ms / 1_000).toFixed(1);
}
