import { ApiProperty } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { Period, PeriodQuery } from './period.dto.js';

export const STEPS = ['day', 'month', 'quarter', 'year'] as const;
export type Step = (typeof STEPS)[number];

export class StatisticsQuery extends PeriodQuery {
  /** Code of a procedure. */
  @IsOptional()
  @IsString()
  @MaxLength(50)
  procedure?: string;

  /** How the period is cut for the series; default: by day up to 92 days, else by month. */
  @IsOptional()
  @IsIn(STEPS)
  step?: Step;
}

export class StatisticsExportQuery extends StatisticsQuery {
  @IsOptional()
  @IsIn(['xlsx', 'csv'])
  format: 'xlsx' | 'csv' = 'xlsx';

  @IsOptional()
  @IsIn(['vi', 'en'])
  language: 'vi' | 'en' = 'vi';
}

/** Dossiers of a period, each counted on the day it happened. */
export class Figures {
  @ApiProperty()
  readonly received!: number;

  @ApiProperty()
  readonly receivedOnline!: number;

  @ApiProperty()
  readonly accepted!: number;

  @ApiProperty({ description: 'refused at intake' })
  readonly refused!: number;

  @ApiProperty()
  readonly withdrawn!: number;

  @ApiProperty()
  readonly stopped!: number;

  @ApiProperty({ description: 'with a signed result, positive or negative' })
  readonly resolved!: number;

  @ApiProperty({ description: 'signed on a day before the due day' })
  readonly early!: number;

  @ApiProperty({ description: 'signed on the due day and not later' })
  readonly onTime!: number;

  @ApiProperty({ description: 'signed after the due moment that held in the end' })
  readonly late!: number;

  @ApiProperty({ description: 'signed after the due moment printed first' })
  readonly lateByOriginal!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'per cent of the resolved that were early or on time, one decimal; null where nothing was resolved',
  })
  readonly onTimeRate!: number | null;

  @ApiProperty({ description: 'results given back' })
  readonly returned!: number;
}

/** And how things stand now. */
export class StandingFigures extends Figures {
  @ApiProperty({ description: 'neither resolved nor closed, now' })
  readonly open!: number;

  @ApiProperty({ description: 'of those, past the due moment that holds now' })
  readonly openOverdue!: number;
}

/** The same as plain values. */
export type FigureValues = Pick<Figures, keyof Figures>;
export type StandingValues = Pick<StandingFigures, keyof StandingFigures>;

export class UnitFigures extends StandingFigures {
  @ApiProperty()
  readonly unit!: string;

  @ApiProperty()
  readonly name!: string;
}

export class ProcedureNames {
  @ApiProperty()
  readonly vi!: string;

  @ApiProperty()
  readonly en!: string;
}

export class ProcedureFigures extends StandingFigures {
  @ApiProperty()
  readonly procedureCode!: string;

  @ApiProperty({ type: ProcedureNames })
  readonly name!: ProcedureNames;
}

export class SeriesFigures extends Figures {
  @ApiProperty({ description: 'yyyy-MM-dd, yyyy-MM, yyyy-Qn or yyyy, by the step' })
  readonly label!: string;
}

/** What was received is counted to the receiving unit, what became of it to the resolving one. */
export class Statistics {
  @ApiProperty({ type: Period })
  readonly period!: Period;

  @ApiProperty({ enum: STEPS })
  readonly step!: Step;

  @ApiProperty({ format: 'date-time', description: 'the moment that `open` and `openOverdue` speak of' })
  readonly asOf!: string;

  @ApiProperty({ type: StandingFigures })
  readonly total!: StandingFigures;

  @ApiProperty({ type: [UnitFigures] })
  readonly units!: readonly UnitFigures[];

  @ApiProperty({ type: [ProcedureFigures] })
  readonly procedures!: readonly ProcedureFigures[];

  @ApiProperty({ type: [SeriesFigures], description: 'steps in which something happened, in order' })
  readonly series!: readonly SeriesFigures[];
}
