import { Module } from '@nestjs/common';
import { SeriesAuditor } from './audit-series/series-audit.js';
import { SeriesController } from './audit-series/series.controller.js';
import { CodeIssuer } from './issue-codes/code-issuer.js';
import { CodeRequestConsumer } from './issue-codes/code-request.consumer.js';

/** Mã số hồ sơ: issues every dossier's code, and shows that the series are whole. */
@Module({ controllers: [CodeRequestConsumer, SeriesController], providers: [CodeIssuer, SeriesAuditor] })
export class DossierCodeModule {}
