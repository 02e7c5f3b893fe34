import { Catalogue, type Dossier } from '@motcua/domain';
import { type Actor, DeclarationSchemas, type FormField } from '@motcua/service-kit';
import { Injectable } from '@nestjs/common';
import { type CommandOutlook, PossibleCommands } from '../possible-commands/possible-commands.js';

type ShownField = Pick<FormField, 'pointer' | 'title' | 'titleEn' | 'step' | 'codeList'>;

/** What a dossier's page says that its facts do not: the form behind the declaration, and what may be done now. */
@Injectable()
export class DossierPageRules {
  constructor(
    readonly catalogue: Catalogue,
    private readonly declarations: DeclarationSchemas,
    private readonly commands: PossibleCommands,
  ) {}

  of(state: Dossier, actor: Actor): CommandOutlook & { readonly declarationFields: readonly ShownField[] } {
    const fields = 'acceptance' in state ? this.declarations.fields(state.procedureVersionId) : [];
    return {
      declarationFields: fields.map(({ pointer, title, titleEn, step, codeList }) => ({
        pointer,
        title,
        titleEn,
        step,
        codeList,
      })),
      ...this.commands.of(state, actor),
    };
  }
}
