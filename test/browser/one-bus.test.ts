/* Suites that look at one bus: to start one takes longer than most of them. Those that change more come later. */
await import("./one-bus/roles.ts");
await import("./one-bus/acceptance.ts");
await import("./one-bus/routes.ts");
await import("./one-bus/messages.ts");
await import("./one-bus/exact-numbers.ts");
await import("./one-bus/approvals.ts");
await import("./one-bus/groups.ts");
