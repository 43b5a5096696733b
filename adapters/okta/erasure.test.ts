import {
  checkData,
  customerErase,
  identityUserDeactivated,
  identityUserDelete,
  identityUserDeleted,
  identityUserUpdated,
} from "@spindlebus/contracts";
import { describe, expect, test } from "vitest";
import { setup } from "./setup.ts";

const occurredAt = "2026-01-15T18:04:05.000Z";
const thin = (userId: string) => ({
  user: { userId, userName: "ada@example.com" },
  partial: true as const,
  occurredAt,
});

describe("who was deleted at Okta", () => {
  test("is to be forgotten everywhere, under the chain's own id", async () => {
    const { harness, create } = await setup({ deletionErases: true });
    const userId = await create();
    await harness.deliver("deleteUser", identityUserDelete, { userId });
    const asked = await harness.deliver("askErasure", identityUserDeleted, thin(userId));
    expect(asked).toMatchObject({ state: "applied", vendorReference: "mbr-1815" });
    const [command] = harness.emitted;
    expect(command?.contract.type).toBe("customer.erase.v1");
    expect(checkData(customerErase, command?.data)).toMatchObject({
      ok: true,
      data: {
        memberId: "mbr-1815",
        refs: [{ vendor: "okta", type: "user", id: userId }],
        email: "ada@example.com",
        requestedAt: occurredAt,
      },
    });
  });

  test.each([
    ["readUpdatedUser", identityUserUpdated, (userId: string) => thin(userId)],
    [
      "readDeactivatedUser",
      identityUserDeactivated,
      (userId: string) => ({ ...thin(userId), user: { userId, active: false as const } }),
    ],
  ] as const)("is known although the bus did not make the user: by %s", async (operation, on, told) => {
    const { harness, control, createElsewhere } = await setup({ deletionErases: true });
    const userId = await createElsewhere("mbr-1906");
    await harness.deliver(operation, on, told(userId));
    await harness.deliver("deleteUser", identityUserDelete, { userId });
    await harness.deliver("askErasure", identityUserDeleted, thin(userId));
    expect(harness.emitted.at(-1)?.data).toMatchObject({ memberId: "mbr-1906" });
    expect((await control.effects()).at(-1)).toMatchObject({ operation: "deleteUser" });
  });

  test("is not to be forgotten while Okta still has the user", async () => {
    const { harness, create } = await setup({ deletionErases: true });
    const userId = await create();
    expect(await harness.deliver("askErasure", identityUserDeleted, thin(userId))).toMatchObject({
      state: "waiting",
      error: { code: "still_there" },
    });
    expect(harness.emitted).toEqual([]);
  });

  test("and was no guest is nobody to forget", async () => {
    const { harness, createElsewhere } = await setup({ deletionErases: true });
    const userId = await createElsewhere();
    await harness.deliver("readUpdatedUser", identityUserUpdated, thin(userId));
    await harness.deliver("deleteUser", identityUserDelete, { userId });
    expect(await harness.deliver("askErasure", identityUserDeleted, thin(userId))).toMatchObject({
      state: "unchanged",
      reason: expect.stringContaining("no guest") as string,
    });
  });

  test("and of whom nobody knows who it was is no silence", async () => {
    const { harness } = await setup({ deletionErases: true });
    expect(await harness.deliver("askErasure", identityUserDeleted, thin("00unobody"))).toMatchObject({
      state: "waiting",
      reason: expect.stringContaining("waits for readDeactivatedUser") as string,
    });
  });

  test("erases nobody unless the connection says so", async () => {
    const { harness, create } = await setup();
    const userId = await create();
    await harness.deliver("deleteUser", identityUserDelete, { userId });
    expect(await harness.deliver("askErasure", identityUserDeleted, thin(userId))).toMatchObject({
      state: "unchanged",
    });
  });
});

describe("a guest who is to be forgotten", () => {
  test("is deleted by what the bus remembers", async () => {
    const { harness, create, operations } = await setup();
    await create();
    expect(await harness.deliver("eraseGuest", customerErase, { memberId: "mbr-1815" })).toMatchObject({
      state: "applied",
    });
    expect(await operations()).toEqual(["deactivateUser", "deleteUser"]);
  });

  test("is found at Okta by the chain's id, whatever is in it", async () => {
    const { harness, createElsewhere, operations } = await setup();
    const memberId = 'mbr "1906" \\ or so';
    await createElsewhere(memberId);
    expect(await harness.deliver("eraseGuest", customerErase, { memberId })).toMatchObject({
      state: "applied",
    });
    expect((await operations()).slice(-2)).toEqual(["deactivateUser", "deleteUser"]);
  });

  test("is nobody whose id differs in upper and lower case, which Okta finds as well", async () => {
    const { harness, createElsewhere } = await setup();
    await createElsewhere("MBR-1906");
    expect(await harness.deliver("eraseGuest", customerErase, { memberId: "mbr-1906" })).toMatchObject({
      state: "unchanged",
    });
  });

  test("is named by the ref before anything else", async () => {
    const { harness, create, createElsewhere, operations } = await setup();
    await create();
    const id = await createElsewhere("mbr-1906");
    const refs = [{ vendor: "okta", type: "user", id }];
    await harness.deliver("eraseGuest", customerErase, { memberId: "mbr-1815", refs });
    expect(await operations()).toEqual(["createUser", "deactivateUser", "deleteUser"]);
    expect(await harness.deliver("eraseGuest", customerErase, { memberId: "mbr-1906" })).toMatchObject({
      state: "unchanged",
    });
  });

  test("and whom Okta does not know is nothing to do", async () => {
    const { harness } = await setup();
    const refs = [{ vendor: "okta", type: "user", id: "00ugone" }];
    for (const command of [{ memberId: "mbr-1" }, { memberId: "mbr-1", refs }])
      expect(await harness.deliver("eraseGuest", customerErase, command)).toMatchObject({
        state: "unchanged",
        reason: "Okta has no such user",
      });
  });
});
