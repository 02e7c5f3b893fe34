import { type FieldFault, Problem } from '../http/problem.js';
import type { DeclarationIssue } from './declaration-issue.js';

/** 422 `declaration.invalid` with every fault; pointers are those of a request whose member `declaration` was judged. */
export function declarationProblem(issues: readonly DeclarationIssue[]): Problem {
  const errors = issues.map(({ pointer, code, message }): FieldFault => ({
    pointer: `/declaration${pointer}`,
    code: `declaration.${code}`,
    detail: message,
  }));
  return new Problem(422, 'declaration.invalid', 'Tờ khai chưa đúng hoặc chưa đủ thông tin.', { errors });
}
