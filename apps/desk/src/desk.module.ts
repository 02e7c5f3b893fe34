import { Module } from '@nestjs/common';

/** Một cửa: what officers do with dossiers, and what they see of them. */
@Module({})
export class DeskModule {}
