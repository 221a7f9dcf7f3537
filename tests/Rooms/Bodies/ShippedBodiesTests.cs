using System.Diagnostics;
using Entente.Bodies;
using Entente.Bodies.Loading;
using Entente.Client.Run;
using Entente.Records.Examples;

namespace Entente.Tests.Rooms.Bodies;

/// <summary>The bodies that come with the platform, and the two commands for those who write their own.</summary>
public sealed class ShippedBodiesTests
{
    private static readonly string Root = Path.Combine(House.Find().Root, "bodies");

    public static TheoryData<string> All => [.. Directory.EnumerateDirectories(Root).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    private static IEnumerable<Finding> Told(Loaded loaded) => ExampleCheck.Told(loaded.Body!, loaded.Definitions, loaded.Examples);

    [Theory]
    [MemberData(nameof(All))]
    public void A_shipped_body_has_no_errors_and_says_where_its_facts_come_from(string code)
    {
        using var said = new StringWriter();
        BodyCheck.Run(Path.Combine(Root, code), Root, said, Told).ShouldBe(0, said.ToString());
        File.Exists(Path.Combine(Root, code, "README.md")).ShouldBeTrue();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_shipped_body_is_checked_in_well_under_a_second(string code)
    {
        var folder = Path.Combine(Root, code);
        BodyLoader.Load(FolderReader.Read(folder));
        // The quickest of several: whatever else the machine does is not the folder's.
        Enumerable.Range(0, 5).Min(_ =>
        {
            var watch = Stopwatch.StartNew();
            BodyLoader.Load(FolderReader.Read(folder));
            return watch.ElapsedMilliseconds;
        }).ShouldBeLessThan(500);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Each_has_somebody_who_serves_it_and_somebody_who_vouches_for_the_people_of_a_party(string code)
    {
        var posts = BodyLoader.Load(FolderReader.Read(Path.Combine(Root, code))).Body!.Posts;
        posts.ShouldContain(post => post.Rights.Contains(Right.Serve));
        posts.ShouldContain(post => post.For == PostFor.Party && post.Rights.Contains(Right.Vouch));
    }

    [Theory]
    [InlineData("iccat", "2024-12-31", "contracting-party", 54)]
    [InlineData("iccat", "2024-12-31", "cooperating-party", 4)]
    // Fifty-three, and two whose first day is not known.
    [InlineData("att", "2015-01-18", "state-party", 55)]
    [InlineData("att", "2025-02-01", "state-party", 116)]
    [InlineData("att", "2025-02-01", "signatory", 26)]
    [InlineData("wco", "2023-12-31", "member", 185)]
    [InlineData("wco", "2023-12-31", "union", 1)]
    public void There_are_as_many_members_as_each_body_publishes(string code, string day, string standing, int expected) =>
        BodyLoader.Load(FolderReader.Read(Path.Combine(Root, code))).Body!
            .Members(DateOnly.ParseExact(day, "yyyy-MM-dd")).Count(member => member.Membership.Standing == standing).ShouldBe(expected);

    [Fact]
    public void A_new_body_has_no_errors_and_is_not_written_twice()
    {
        var root = Directory.CreateTempSubdirectory("entente-body-").FullName;
        try
        {
            using var said = new StringWriter();
            NewBody.Create(root, "tuna", said).ShouldBe(0);
            BodyCheck.Run(Path.Combine(root, "tuna"), root, said, Told).ShouldBe(0, said.ToString());
            NewBody.Create(root, "tuna", said).ShouldBe(1);
            NewBody.Create(root, "sign_in", said).ShouldBe(1);
            NewBody.Create(root, "../out", said).ShouldBe(1);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void A_body_is_checked_by_its_code_as_well_as_by_its_folder()
    {
        using var said = new StringWriter();
        BodyCheck.Run("iccat", Root, said, Told).ShouldBe(0, said.ToString());
        said.ToString().ShouldStartWith($"{Root}/iccat: no errors.");
        BodyCheck.Run("nowhere", Root, said).ShouldBe(2);
    }

    [Fact]
    public void Errors_are_printed_as_editors_understand_them()
    {
        var root = Directory.CreateTempSubdirectory("entente-body-").FullName;
        try
        {
            using var said = new StringWriter();
            NewBody.Create(root, "tuna", TextWriter.Null);
            File.WriteAllText(Path.Combine(root, "tuna", "parties.csv"), "code,country,standing,from,until\nFRA,FRA,parti,,\n");
            BodyCheck.Run(Path.Combine(root, "tuna"), root, said).ShouldBe(1);
            said.ToString().ShouldBe($"{root}/tuna/parties.csv:2:9  error  There is no standing \"parti\" in body.yaml. Did you mean \"party\"? [unknown-standing]\n{root}/tuna: 1 error in 1 file.\n");
            BodyCheck.Run(Path.Combine(root, "nothing"), root, said).ShouldBe(2);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }

    [Fact]
    public void Links_pipes_and_huge_files_on_disk_are_not_followed_or_read()
    {
        var root = Directory.CreateTempSubdirectory("entente-body-").FullName;
        try
        {
            NewBody.Create(root, "tuna", TextWriter.Null);
            var folder = Path.Combine(root, "tuna");
            File.Delete(Path.Combine(folder, "parties.csv"));
            File.CreateSymbolicLink(Path.Combine(folder, "parties.csv"), "/etc/passwd");
            Directory.CreateSymbolicLink(Path.Combine(folder, "demo"), "/");
            using (var huge = File.Create(Path.Combine(folder, "texts", "es.yaml")))
                huge.SetLength(Folder.LargestYaml + 1L);
            using (var pipe = Process.Start("mkfifo", Path.Combine(folder, "texts", "pt.yaml")))
                pipe.WaitForExit();
            var rules = BodyLoader.Load(FolderReader.Read(folder)).Findings.Select(finding => (finding.File, finding.Rule)).ToList();
            rules.ShouldContain(("parties.csv", "link"));
            rules.ShouldContain(("demo", "link"));
            rules.ShouldContain(("texts/es.yaml", "too-large"));
            rules.ShouldContain(("texts/pt.yaml", "empty-file"));
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
