import { PageQuery } from '@motcua/service-kit';
import { ApiProperty } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { AccountId } from '../officer-command/field-rules.js';

export class AccountQuery extends PageQuery {
  /** Exactly this account. */
  @IsOptional()
  @AccountId()
  subject?: string;
}

export class AccountPath {
  @AccountId()
  subject!: string;
}

export class AccountAction {
  @ApiProperty({ description: 'the first fact of the command', example: 'DossierAccepted' })
  readonly type!: string;

  @ApiProperty({ example: 'dossier-7b0c6f4e-0000-4000-8000-000000000001' })
  readonly stream!: string;

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;
}

export class AccountLook {
  @ApiProperty({ example: 'desk.dossier-page' })
  readonly purpose!: string;

  @ApiProperty({ format: 'uuid' })
  readonly dossierId!: string;

  @ApiProperty({ format: 'date-time' })
  readonly at!: string;
}

export class SeenAccount {
  @ApiProperty({ description: 'id of the account; never a name' })
  readonly subject!: string;

  @ApiProperty({ description: 'as in the last token', example: 'deskOfficer' })
  readonly roles!: string;

  @ApiProperty({ type: 'integer', description: 'commands that left a fact' })
  readonly actions!: number;

  @ApiProperty({ type: AccountAction, nullable: true, description: 'null = it has only looked' })
  readonly lastAction!: AccountAction | null;

  @ApiProperty({ type: AccountLook, nullable: true, description: 'the last look at personal data' })
  readonly lastLook!: AccountLook | null;
}

export class AccountPage {
  @ApiProperty({ type: [SeenAccount] })
  readonly items!: readonly SeenAccount[];

  @ApiProperty({ required: false, description: 'the cursor of the next page; absent on the last one' })
  readonly next?: string;
}

export class AccountHistory extends SeenAccount {
  @ApiProperty({ type: [AccountAction], description: 'the last 20, the newest first' })
  readonly recent!: readonly AccountAction[];
}

export class SessionsEnded {
  @ApiProperty({ type: 'integer', description: 'sign-ins that were open; 0 is no error' })
  readonly signInsEnded!: number;
}
