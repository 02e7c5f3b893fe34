import { EvaluationController } from '../evaluation/evaluation.controller.js';
import { EvaluationReader } from '../evaluation/evaluation.reader.js';
import { HourlyReader } from './hourly.reader.js';
import { StatisticsScope } from './statistics-scope.js';
import { StatisticsController } from './statistics.controller.js';
import { StatisticsReader } from './statistics.reader.js';

/** What is counted and evaluated. */
export const statisticsControllers = [StatisticsController, EvaluationController];

export const statisticsProviders = [StatisticsScope, StatisticsReader, HourlyReader, EvaluationReader];
