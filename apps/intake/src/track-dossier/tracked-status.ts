import { PickType } from '@nestjs/swagger';
import { PublicStatus, type ShownStatus } from './public-status.js';

/**
 * What everybody may know who has the code: the codes and the degree of completion, which is the national status. Where it lies and
 * what is asked is told to its owner alone (`GET /dossiers?dossierCode=`).
 *
 * @law TT 01/2018/TT-VPCP art. 16.2.d
 */
export class TrackedStatus extends PickType(PublicStatus, ['dossierCode', 'externalCodes', 'status', 'statusName']) {
  /** Spelled out, so that nothing more goes out with it. */
  static of({ dossierCode, externalCodes, status, statusName }: ShownStatus): TrackedStatus {
    return { dossierCode, externalCodes, status, statusName };
  }
}
