import type { Person } from '@motcua/domain';
import { IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';

const NUMBER = /^[A-Z0-9][A-Z0-9/-]{4,19}$/;

/** One line with letters in it, and nothing that turns the direction of what stands behind it. */
export const NAME = /^(?=.*\p{L})[^\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]{1,200}$/u;

/** A person as he calls himself; only the name is demanded. */
export class PersonDto {
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  @Matches(NAME)
  fullName!: string;

  /** Số định danh cá nhân, or the number of another identity paper. */
  @IsOptional()
  @Matches(NUMBER)
  personalId?: string | null;

  /** yyyy, MM/yyyy, dd/MM/yyyy or yyyy-MM-dd */
  @IsOptional()
  @Matches(/^(\d{4}|\d{2}\/\d{4}|\d{2}\/\d{2}\/\d{4}|\d{4}-\d{2}-\d{2})$/)
  birthDate?: string | null;

  @IsOptional()
  @IsString()
  @MaxLength(500)
  address?: string | null;

  @IsOptional()
  @Matches(/^[+0-9][0-9 .-]{5,19}$/)
  phone?: string | null;

  @IsOptional()
  @IsString()
  @Matches(/^[^\s@]{1,64}@[^\s@]{1,190}$/)
  email?: string | null;
}

export function personOf(dto: PersonDto): Person {
  const { fullName, personalId = null, birthDate = null, address = null, phone = null, email = null } = dto;
  return { fullName, personalId, birthDate, address, phone, email };
}
