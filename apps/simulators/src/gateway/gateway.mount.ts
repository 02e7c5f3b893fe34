import { answer, type Call, type CallContext, type SimAnswer, type SimRequest } from '../engine/mount.js';
import { type TokenOffice } from './token-office.js';

/** A system that can only be reached through the gateway. */
export interface BackSystem {
  /** first path segment behind the gateway */
  readonly api: string;
  /** null when the system has no such function */
  open(operation: string, request: SimRequest): Omit<Call, 'credential' | 'behindGateway'> | null;
}

/** Functions are published under several spellings, depending on the gateway's configuration. */
const SPELLING = /^(?:LLTP-API-|API-)?(?<operation>[A-Za-z]+)$/;

/** `/sim/gateway`: hands out tokens and lets bearers through to the systems behind it. */
export class GatewayMount {
  constructor(
    private readonly office: TokenOffice,
    private readonly systems: readonly BackSystem[],
  ) {}

  open(request: SimRequest): Call {
    const [, api = '', name = '', ...rest] = request.path.split('/');
    if (api === 'token') return this.tokenCall(request);
    const known = rest.length === 0 && request.method === 'POST';
    const call = known ? this.behind(api, name, request) : null;
    if (call === null) return this.deadEnd(request);
    return { ...call, ...this.passed(request), execute: (context) => this.guard(request, api, call, context) };
  }

  private behind(api: string, name: string, request: SimRequest): ReturnType<BackSystem['open']> {
    const system = this.systems.find((one) => one.api === api);
    const operation = SPELLING.exec(name)?.groups?.['operation'];
    return operation === undefined ? null : (system?.open(operation, request) ?? null);
  }

  private guard(
    request: SimRequest,
    api: string,
    call: Pick<Call, 'execute'>,
    context: CallContext,
  ): ReturnType<Call['execute']> {
    const admission = this.office.admit(request, api, context.now);
    return 'refusal' in admission ? refusal(admission.refusal) : call.execute(context);
  }

  private tokenCall(request: SimRequest): Call {
    const allowed = request.method === 'POST';
    return {
      ...this.passed(request),
      mount: 'gateway',
      operation: 'token',
      keys: [],
      fields: {},
      execute: ({ now }) => (allowed ? this.office.issue(request, now) : refusal(404)),
      business: () => refusal(403),
    };
  }

  private deadEnd(request: SimRequest): Call {
    const [mount, operation] = ['gateway', 'unknown'];
    const execute = (): SimAnswer => refusal(404);
    return { ...this.passed(request), mount, operation, keys: [], fields: {}, execute, business: execute };
  }

  private passed(request: SimRequest): Pick<Call, 'credential' | 'behindGateway'> {
    return { credential: this.office.nameOf(request), behindGateway: true };
  }
}

const REFUSALS = {
  401: { code: 900901, message: 'Invalid Credentials', description: 'Access failure for API' },
  403: { code: 900908, message: 'Resource forbidden', description: 'User is NOT authorized to access the Resource' },
  404: {
    code: 404,
    message: 'No matching resource found',
    description: 'No matching resource found for given API Request',
  },
};

function refusal(status: 401 | 403 | 404): SimAnswer {
  return answer({ fault: REFUSALS[status] }, 'none', status);
}
