/** For roles and commands that a test starts as processes: nothing but `spindle start` makes a key, and all of a test need the same. */
export const testMasterKey = Buffer.alloc(32, "a test's own key").toString("base64");
