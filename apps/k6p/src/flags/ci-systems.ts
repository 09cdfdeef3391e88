/** The CI systems that there are pipelines for, by the ids that the engine knows them by. */
export const CI_SYSTEMS = ["github", "gitlab", "jenkins", "azure", "circleci", "kubernetes"] as const;
