import { answer, type SimAnswer } from '../engine/mount.js';
import { isRecord, textOf } from '../rules/fields.js';

/** Sign-on of the national portal: a session lives ten minutes of the virtual clock, and in memory only. */
export class PortalSessions {
  expiresInSeconds = 600;
  private secrets = ['sim', 'sim-next'];
  private readonly sessions = new Map<string, number>();
  private issued = 0;

  reset(): void {
    this.expiresInSeconds = 600;
    this.secrets = ['sim', 'sim-next'];
    this.issued = 0;
    this.revokeAll();
  }

  configure(secrets: string[]): void {
    this.secrets = secrets;
  }

  revokeAll(): number {
    const revoked = this.sessions.size;
    this.sessions.clear();
    return revoked;
  }

  login(body: unknown, now: number): SimAnswer {
    const { username, password } = isRecord(body) ? body : {};
    if (username !== 'sim' || !this.secrets.includes(textOf(password))) {
      return answer({ error_code: '-1', message: 'Sai tài khoản hoặc mật khẩu' });
    }
    this.issued += 1;
    const session = `s-${this.issued}`;
    this.sessions.set(session, now + this.expiresInSeconds * 1000);
    return answer({ error_code: '0', message: '', session }, 'session');
  }

  isOpen(session: unknown, now: number): boolean {
    return (this.sessions.get(textOf(session)) ?? 0) > now;
  }
}
