import { ApiProperty } from '@nestjs/swagger';

export class NamedCode {
  @ApiProperty()
  readonly code!: string;

  @ApiProperty({ description: 'Vietnamese' })
  readonly name!: string;
}

export class ListedUnit extends NamedCode {
  @ApiProperty()
  readonly receives!: boolean;

  @ApiProperty()
  readonly resolves!: boolean;
}

/** What an officer's pages choose from. Nothing personal. */
export class Directory {
  @ApiProperty({ type: [ListedUnit], description: 'units that exist today' })
  readonly units!: readonly ListedUnit[];

  @ApiProperty({ type: [NamedCode], description: 'procedures that are open today' })
  readonly procedures!: readonly NamedCode[];

  @ApiProperty({ type: [NamedCode], description: 'why a dossier may be refused at intake' })
  readonly refusalReasons!: readonly NamedCode[];

  @ApiProperty({
    type: [String],
    description: "accounts that have or had dossiers of this officer's units; opaque ids",
  })
  readonly handlers!: readonly string[];
}
