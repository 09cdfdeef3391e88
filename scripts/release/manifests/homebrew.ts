import { type ReleaseFacts, REPOSITORY, SUMMARY } from "../release-facts.ts";

/** The formula for a Homebrew tap, `Formula/k6p.rb`. */
export function homebrewFormula(facts: ReleaseFacts): string {
  const archive = (target: string, indent: string): string =>
    [`url "${facts.addressOf(`k6p-${target}.tar.gz`)}"`, `sha256 "${facts.checksumOf(`k6p-${target}.tar.gz`)}"`]
      .map((line) => `${indent}${line}`)
      .join("\n");
  const system = (name: string, id: string): string => `  on_${name} do
    on_arm do
${archive(`${id}-arm64`, "      ")}
    end
    on_intel do
${archive(`${id}-x64`, "      ")}
    end
  end`;
  return `class K6p < Formula
  desc "${SUMMARY}"
  homepage "${REPOSITORY}"
  version "${facts.version}"
  license "Apache-2.0"

${system("macos", "macos")}

${system("linux", "linux")}

  def install
    bin.install "k6p"
    man1.install "k6p.1"
    generate_completions_from_executable(bin/"k6p", "completion")
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/k6p --version")
  end
end
`;
}
