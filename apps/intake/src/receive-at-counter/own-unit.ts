import { Catalogue, localDay } from '@motcua/domain';
import { type Actor, Clock, Problem } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';

/** Officers take in for their own unit only. */
@Injectable()
export class OwnUnit {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly clock: Clock,
  ) {}

  /**
   * The canonical code of the unit, where the officer acts for it.
   *
   * @throws {Rejected} `unit.unknown`, `unit.ended`
   * @throws {Problem} 403 `auth.unit-foreign`
   */
  demand(spelling: string, actor: Actor): string {
    const { code } = this.catalogue.unit(spelling, localDay(this.clock.now()));
    if (actor.mayActFor(code)) return code;
    throw new Problem(403, 'auth.unit-foreign', 'Cán bộ chỉ được tiếp nhận hồ sơ của đơn vị mình.');
  }
}
