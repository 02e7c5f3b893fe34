import type { MarkedForm } from '@motcua/contracts/papers';
import type { RuleSet } from '@motcua/domain';
import type { FormTemplate } from './paper-view.js';
import { apologyLetter } from './tt01-2018/apology-letter.js';
import { controlSlip } from './tt01-2018/control-slip.js';
import { receiptSlip } from './tt01-2018/receipt-slip.js';
import { refusalSlip } from './tt01-2018/refusal-slip.js';
import { supplementSlip } from './tt01-2018/supplement-slip.js';

type FormSet = Readonly<Record<MarkedForm, FormTemplate>>;

/** TT 01/2018/TT-VPCP, in force until TT 03/2025/TT-VPCP. Wording and order of the fields still need a check against its annex. */
const tt01: FormSet = {
  '01': receiptSlip,
  '02': supplementSlip,
  '03': refusalSlip,
  '04': apologyLetter,
  '05': controlSlip,
};

/** A dossier is finished under the rules it was received under, and so are its papers. Rule sets without a set print nothing. */
const SETS: Readonly<Record<RuleSet, FormSet | null>> = { '2020': tt01, '2022': tt01, '2025': null, '2026': null };

export function templateOf(ruleSet: RuleSet, form: MarkedForm): FormTemplate | undefined {
  return SETS[ruleSet]?.[form];
}
