import { Module } from '@nestjs/common';

/** Keeps the National Public Service Portal in step: dossiers, progress, accounts, catalogues. */
@Module({})
export class PortalSyncModule {}
