import { effectiveIdentity } from "../k6-config/effective-identity.ts";
