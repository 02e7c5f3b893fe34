import { type PaperKeySet } from '@motcua/contracts/papers';
import { Limited, PaperKeys, Public } from '@motcua/service-kit';
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';

const text = { type: 'string' } as const;

/** What verifies our papers, for whoever wants to do it himself. */
@ApiTags('papers')
@Controller('api/desk/v1/paper-keys')
export class PaperKeysController {
  constructor(private readonly keys: PaperKeys) {}

  /** Retired keys stay: papers live longer. */
  @Get()
  @Public()
  @Limited('public')
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: 'The public keys that papers are signed with (JWK set, Ed25519)' })
  @ApiOkResponse({
    schema: {
      type: 'object',
      required: ['keys'],
      properties: {
        keys: {
          type: 'array',
          items: {
            type: 'object',
            required: ['kty', 'crv', 'use', 'alg', 'kid', 'x'],
            properties: {
              kty: { ...text, enum: ['OKP'] },
              crv: { ...text, enum: ['Ed25519'] },
              use: { ...text, enum: ['sig'] },
              alg: { ...text, enum: ['EdDSA'] },
              kid: text,
              x: { ...text, description: '32 bytes, base64url' },
            },
          },
        },
      },
    },
  })
  published(): Promise<PaperKeySet> {
    return this.keys.published();
  }
}
