import { ApiProperty } from '@nestjs/swagger';
import { Period } from '../statistics/period.dto.js';

export class EvaluationText {
  @ApiProperty()
  readonly vi!: string;

  @ApiProperty()
  readonly en!: string;
}

export class EvaluatedIndex {
  @ApiProperty({ minimum: 1, maximum: 9 })
  readonly number!: number;

  @ApiProperty({ type: Number, nullable: true, description: '0..2 with one decimal; null = no data, left out' })
  readonly value!: number | null;

  @ApiProperty({ description: 'dossiers judged' })
  readonly of!: number;
}

export class Band {
  @ApiProperty({ description: 'total from which it begins' })
  readonly from!: number;

  @ApiProperty({ type: EvaluationText })
  readonly name!: EvaluationText;
}

export class StaffTotal {
  @ApiProperty()
  readonly total!: number;

  @ApiProperty({ type: Band, nullable: true, description: 'null unless all indices of dossiers have data' })
  readonly band!: Band | null;
}

export class AspectAnswers {
  @ApiProperty()
  readonly good!: number;

  @ApiProperty()
  readonly fair!: number;

  @ApiProperty()
  readonly poor!: number;
}

/** What applicants said, each once per dossier. */
export class Satisfaction {
  @ApiProperty()
  readonly rated!: number;

  @ApiProperty()
  readonly verySatisfied!: number;

  @ApiProperty()
  readonly satisfied!: number;

  @ApiProperty()
  readonly neutral!: number;

  @ApiProperty()
  readonly dissatisfied!: number;

  @ApiProperty()
  readonly veryDissatisfied!: number;

  @ApiProperty({ type: AspectAnswers })
  readonly attitude!: AspectAnswers;

  @ApiProperty({ type: AspectAnswers })
  readonly timeliness!: AspectAnswers;

  @ApiProperty({ type: AspectAnswers })
  readonly guidance!: AspectAnswers;
}

export class BodyEvaluation {
  @ApiProperty({ description: 'dossiers resolved in the period' })
  readonly resolved!: number;

  @ApiProperty({ type: [EvaluatedIndex] })
  readonly indices!: readonly EvaluatedIndex[];

  @ApiProperty({ description: 'weighted sum of the indices with data' })
  readonly total!: number;

  @ApiProperty({ description: 'the most that these could have given' })
  readonly possible!: number;

  @ApiProperty({ type: [Number], description: 'indices left out for want of data' })
  readonly leftOut!: readonly number[];

  @ApiProperty({ type: StaffTotal, description: 'the indices of dossiers alone' })
  readonly staff!: StaffTotal;

  @ApiProperty({ type: Band, nullable: true, description: 'null unless all indices have data' })
  readonly band!: Band | null;

  @ApiProperty({ type: Satisfaction })
  readonly satisfaction!: Satisfaction;
}

export class UnitEvaluation extends BodyEvaluation {
  @ApiProperty()
  readonly unit!: string;

  @ApiProperty()
  readonly name!: string;
}

export class SchemeIndex {
  @ApiProperty({ minimum: 1, maximum: 9 })
  readonly number!: number;

  @ApiProperty({ enum: ['dossier', 'body'] })
  readonly scope!: 'dossier' | 'body';

  @ApiProperty({ type: EvaluationText })
  readonly name!: EvaluationText;

  @ApiProperty()
  readonly weight!: number;
}

export class Scheme {
  @ApiProperty()
  readonly id!: string;

  @ApiProperty({ type: EvaluationText })
  readonly name!: EvaluationText;

  @ApiProperty()
  readonly source!: string;

  @ApiProperty()
  readonly verified!: boolean;

  @ApiProperty({ type: [SchemeIndex] })
  readonly indices!: readonly SchemeIndex[];

  @ApiProperty({ type: [String], description: 'shares that no text confirms yet' })
  readonly unverifiedShares!: readonly string[];
}

/** Đánh giá việc giải quyết thủ tục hành chính. @law TT 01/2018/TT-VPCP art. 13-15 */
export class EvaluationReport {
  @ApiProperty({ type: Period })
  readonly period!: Period;

  @ApiProperty({ type: Scheme, description: 'in force on the last day of the period' })
  readonly scheme!: Scheme;

  @ApiProperty({ type: BodyEvaluation, description: 'all units together' })
  readonly total!: BodyEvaluation;

  @ApiProperty({ type: [UnitEvaluation] })
  readonly units!: readonly UnitEvaluation[];
}
