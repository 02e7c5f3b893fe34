import { Module, type DynamicModule } from '@nestjs/common';
import { ControlController } from './control/control.controller.js';
import { EmitController } from './control/emit.controller.js';
import { SystemsController } from './engine/systems.controller.js';
import { World } from './engine/world.js';

/** All outside systems and their control plane around one world. */
@Module({})
export class SimulatorsModule {
  static around(world: World): DynamicModule {
    return {
      module: SimulatorsModule,
      controllers: [ControlController, EmitController, SystemsController],
      providers: [{ provide: World, useValue: world }],
    };
  }
}
