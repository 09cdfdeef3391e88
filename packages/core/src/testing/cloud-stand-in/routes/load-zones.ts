import type { Route } from "../route.ts";

const COMMON = { available: true, custom_load_runner_image: null };

const ZONES = [
  { id: 1, name: "Stand-in East", k6_load_zone_id: "standin:xx:east", public: true, ...COMMON },
  { id: 2, name: "Stand-in Private", k6_load_zone_id: "standin-private", public: false, ...COMMON },
];

export const loadZones: Route = {
  method: "GET",
  path: "/cloud/v6/load_zones",
  stackHeader: "x-stack-id",
  validates: true,
  answer({ request }) {
    const id = request.query.get("k6_load_zone_id");
    return { status: 200, body: { value: ZONES.filter((zone) => id === null || zone.k6_load_zone_id === id) } };
  },
};
