import { z } from "zod";
import { personal } from "../../field-class.ts";
import { Text } from "../../values/text.ts";
import { Instant } from "../../values/time.ts";

const Vehicle = z
  .strictObject({
    description: personal(Text).optional().meta({ description: "Make and model, or the guest's own words." }),
    color: personal(Text).optional().meta({ description: "Its colour." }),
    licensePlate: personal(Text).optional().meta({ description: "Its number plate." }),
  })
  .meta({ id: "Vehicle", description: "The car in which a guest waits." });

/** How the staff find a guest who waits in a car. */
export const Curbside = z
  .strictObject({
    vehicle: Vehicle.optional(),
    parkingSpot: Text.optional().meta({ description: "Number or name of the bay." }),
    arrivedAt: Instant.optional().meta({ description: "When the guest said that they are there." }),
    note: personal(Text).optional().meta({ description: "The guest's words about where they wait." }),
  })
  .meta({ id: "Curbside", description: "How the staff find a guest who waits in a car." });
