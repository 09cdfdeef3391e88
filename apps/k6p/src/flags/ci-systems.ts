/** IDs of the CI systems that `k6p ci` prints pipelines for, as the engine knows them. */
export const CI_SYSTEMS = ["github", "gitlab", "jenkins", "azure", "circleci", "kubernetes"] as const;
