import { Module } from '@nestjs/common';

/** Hands accepted dossiers to the ministries' systems, asks for their answers and brings the results back. */
@Module({})
export class MinistryConnectorModule {}
