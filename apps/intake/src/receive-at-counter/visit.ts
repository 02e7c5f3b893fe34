import type { Decider, Fact } from '@motcua/domain';

/**
 * Somebody came to the counter and was sent home: the dossier was incomplete (form 02) or cannot be taken in (form 03). No
 * dossier, no code; only the record that the forms were handed out.
 *
 * @law NĐ 61/2018/NĐ-CP art. 17.1.a, 17.1.b; TT 01/2018/TT-VPCP forms 02, 03
 */
export type VisitEvent = Fact<
  'VisitSentHome',
  {
    unitCode: string;
    procedureCode: string;
    procedureVersionId: string;
    form: '02' | '03';
    /** Codes of the components that are missing; form 02. */
    missing: readonly string[];
    by: string;
    sentHomeAt: string;
  },
  { visitor: string; personalId: string | null; phone: string | null; reason: string }
>;

export type VisitCommand = {
  readonly type: 'SendHome';
  readonly data: VisitEvent['data'] & { readonly now: string };
  readonly personal: NonNullable<VisitEvent['personal']>;
};

type Visit = { readonly status: 'none' | 'sentHome' };

/** A visit ends with its one fact. */
export const visitDecider: Decider<Visit, VisitCommand, VisitEvent> = {
  initialState: () => ({ status: 'none' }),
  evolve: () => ({ status: 'sentHome' }),
  decide: ({ data: { now: _now, ...data }, personal }, state) =>
    state.status === 'none' ? [{ type: 'VisitSentHome', data, personal }] : [],
};
