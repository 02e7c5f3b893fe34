import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Asked, type Asking } from '../officer-command/asking.js';
import { CommandAnswer } from '../officer-command/command-answer.js';
import { DOSSIERS, OfficerCommand } from '../officer-command/officer-command.js';
import { OfficerCommands } from '../officer-command/officer-commands.js';
import { RegisterPostalReturnDto } from './register-postal-return.dto.js';

@ApiTags('result')
@Controller(DOSSIERS)
export class RegisterPostalReturnController {
  constructor(private readonly officer: OfficerCommands) {}

  /** @law NĐ 61/2018/NĐ-CP art. 20 */
  @OfficerCommand('postal-return', {
    roles: ['deskOfficer', 'unitLeader'],
    summary: 'Registers the return by post (đăng ký trả qua bưu chính)',
    refusals: { 409: ['dossier.not-open'] },
  })
  register(@Asked() asked: Asking, @Body() body: RegisterPostalReturnDto): Promise<CommandAnswer> {
    return this.officer.issue(asked, {
      right: 'receiving',
      body,
      command: (stamp) => ({
        type: 'RegisterPostalReturn',
        data: stamp,
        personal: { address: body.address, phone: body.phone, receiver: body.receiver },
      }),
    });
  }
}
