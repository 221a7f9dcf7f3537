using System.Net;
using System.Text;
using Entente.Bodies;
using Entente.Records.Files;
using Entente.Tests.Kit;
using Entente.Tests.Rooms.Records.Drafts;
using Microsoft.Extensions.DependencyInjection;

namespace Entente.Tests.Rooms.Records.Files;

/// <summary>Nothing else may run meanwhile: bytes are counted for the whole process.</summary>
[CollectionDefinition(DisableParallelization = true)]
public sealed class Alone;

[Collection(typeof(Alone))]
public sealed class UploadTests(Workshop shop) : IClassFixture<Workshop>
{
    private static readonly byte[] Letter = Pdf(100_000);

    [Fact]
    public async Task A_file_sent_in_pieces_comes_back_whole()
    {
        using var sender = await Begun("Ana Pieces", "Note verbale №5.pdf", Letter.Length);
        (await sender.Send(0, Letter[..40_000])).ShouldBe(HttpStatusCode.NoContent);
        (await sender.Offset()).ShouldBe(40_000);
        (await sender.Send(40_000, Letter[40_000..])).ShouldBe(HttpStatusCode.NoContent);
        using var given = await sender.Http.GetAsync(sender.File);
        given.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await given.Content.ReadAsByteArrayAsync()).ShouldBe(Letter);
        given.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        given.Content.Headers.ContentDisposition!.DispositionType.ShouldBe("attachment");
        given.Content.Headers.ContentDisposition.FileNameStar.ShouldBe("Note verbale №5.pdf");
        given.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    [Fact]
    public async Task A_part_of_it_may_be_asked_for()
    {
        using var sender = await Begun("Ana Range", "letter.pdf", Letter.Length);
        await sender.Send(0, Letter);
        using var request = new HttpRequestMessage(HttpMethod.Get, sender.File) { Headers = { Range = new(100, 199) } };
        using var given = await sender.Http.SendAsync(request);
        given.StatusCode.ShouldBe(HttpStatusCode.PartialContent);
        (await given.Content.ReadAsByteArrayAsync()).ShouldBe(Letter[100..200]);
    }

    [Fact]
    public async Task Another_node_goes_on_where_the_first_was_killed()
    {
        using var sender = await Begun("Ana Killed", "letter.pdf", Letter.Length);
        await sender.Send(0, Letter[..30_000]);
        // The first wrote more than it lived to tell, and held the file.
        await using (var more = new FileStream(Directory.GetFiles(Path.Combine(shop.Files, "arriving")).Single(path => path.EndsWith(sender.File[7..].Replace("-", ""), StringComparison.Ordinal)), FileMode.Append))
            await more.WriteAsync(new byte[5_000]);
        await shop.Do("update records.file set busy_until = @until where id = @id", new { id = Guid.Parse(sender.File[7..]), until = shop.Clock.GetUtcNow().AddSeconds(15) });
        (await sender.Send(30_000, Letter[30_000..])).ShouldBe(HttpStatusCode.Locked);
        shop.Clock.Advance(TimeSpan.FromSeconds(16));
        (await sender.Offset()).ShouldBe(30_000);
        (await sender.Send(30_000, Letter[30_000..])).ShouldBe(HttpStatusCode.NoContent);
        (await sender.Http.GetByteArrayAsync(sender.File)).ShouldBe(Letter);
    }

    [Fact]
    public async Task A_wrong_offset_changes_nothing()
    {
        using var sender = await Begun("Ana Offset", "letter.pdf", Letter.Length);
        await sender.Send(0, Letter[..1_000]);
        (await sender.Send(500, Letter[500..])).ShouldBe(HttpStatusCode.Conflict);
        (await sender.Send(2_000, Letter[2_000..])).ShouldBe(HttpStatusCode.Conflict);
        (await sender.Offset()).ShouldBe(1_000);
    }

    [Fact]
    public async Task Of_two_that_send_the_same_piece_at_once_one_is_taken()
    {
        using var sender = await Begun("Ana Twice", "letter.pdf", Letter.Length);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => sender.Send(0, Letter)));
        answers.Count(status => status == HttpStatusCode.NoContent).ShouldBeGreaterThanOrEqualTo(1);
        answers.ShouldAllBe(status => status == HttpStatusCode.NoContent || status == HttpStatusCode.Locked || status == HttpStatusCode.Conflict);
        (await sender.Http.GetByteArrayAsync(sender.File)).ShouldBe(Letter);
    }

    [Theory]
    [InlineData("letter.pdf", "%PDF-1.7 and nothing of what follows it")]
    [InlineData("page.txt", "<!doctype html><script>alert(1)</script>")]
    [InlineData("letter.exe", "MZ\u0001\u0002")]
    [InlineData("table.csv", "not,asked,for")]
    public async Task What_is_not_what_it_says_or_not_asked_for_is_refused_and_deleted(string name, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        using var sender = await Begun($"Ana {name} {content.Length}", name, bytes.Length);
        (await sender.Send(0, bytes)).ShouldBe(HttpStatusCode.UnsupportedMediaType);
        using var given = await sender.Http.GetAsync(sender.File);
        given.StatusCode.ShouldBe(HttpStatusCode.Gone);
        File.Exists(shop.Services.GetRequiredService<FileFolder>().Arriving(Guid.Parse(sender.File[7..]))).ShouldBeFalse();
    }

    [Fact]
    public async Task Only_whoever_may_read_the_statement_gets_it()
    {
        using var sender = await Begun("Ana Hidden", "letter.pdf", Letter.Length);
        await sender.Send(0, Letter);
        using var stranger = shop.As(await shop.Known("Stranger To Files", "tin/ARC", "reporter"));
        (await stranger.Http.GetAsync(sender.File)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var colleague = shop.As(await shop.Known("Colleague With Files", "tin/UTO", "approver"));
        (await colleague.Http.GetAsync(sender.File)).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var head = new HttpRequestMessage(HttpMethod.Patch, sender.File);
        head.Headers.Add("Tus-Resumable", "1.0.0");
        head.Headers.Add("Upload-Offset", "0");
        head.Content = new ByteArrayContent([]) { Headers = { ContentType = new("application/offset+octet-stream") } };
        (await colleague.Http.SendAsync(head)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task What_no_answer_names_is_gone_after_a_day_and_what_one_names_stays()
    {
        var other = Pdf(2_000);
        using var named = await Begun("Ana Named", "named.pdf", Letter.Length);
        await named.Send(0, Letter);
        using var unnamed = await Begun("Ana Unnamed", "unnamed.pdf", other.Length);
        await unnamed.Send(0, other);
        (await shop.Services.GetRequiredService<Uploads>().Attach(named.Statement, [Guid.Parse(named.File[7..])])).ShouldBeTrue();
        (await shop.Services.GetRequiredService<Uploads>().Attach(named.Statement, [Guid.Parse(unnamed.File[7..])])).ShouldBeFalse();
        shop.Clock.Advance(TimeSpan.FromHours(25));
        await shop.Services.GetRequiredService<Uploads>().Tidy(CancellationToken.None);
        (await named.Http.GetByteArrayAsync(named.File)).ShouldBe(Letter);
        (await unnamed.Http.GetAsync(unnamed.File)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        File.Exists(shop.Services.GetRequiredService<FileFolder>().Kept(System.Security.Cryptography.SHA256.HashData(other))).ShouldBeFalse();
    }

    [Fact]
    public async Task Two_hundred_megabytes_pass_in_little_memory()
    {
        var size = Environment.GetEnvironmentVariable("ENTENTE_TEST_GIGABYTE") is null ? 200L << 20 : FileSettings.LargestFile;
        using var sender = await Begun("Ana Large", "large.txt", size);
        var before = GC.GetTotalAllocatedBytes();
        (await sender.Send(0, new StreamContent(new Same(size)))).ShouldBe(HttpStatusCode.NoContent);
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(100L << 20);
        (await sender.Offset()).ShouldBe(size);
    }

    private async Task<Sender> Begun(string name, string file, long size)
    {
        var draft = await shop.NewDraft();
        var sender = new Sender(shop, await shop.Known(name, "tin/UTO", "reporter"), draft.Statement);
        await sender.Begin(file, size);
        return sender;
    }

    private static byte[] Pdf(int size) => Encoding.ASCII.GetBytes($"%PDF-1.7\n{new string('x', size)}\nstartxref\n9\n%%EOF\n");

    private sealed class Sender(Workshop shop, Person who, Guid statement) : IDisposable
    {
        private readonly Browser _browser = shop.As(who);

        public HttpClient Http => _browser.Http;

        public Guid Statement => statement;

        public string File { get; private set; } = "";

        public async Task Begin(string name, long size)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/bodies/tin/large/{statement}/files");
            request.Headers.Add("Tus-Resumable", "1.0.0");
            request.Headers.Add("Upload-Length", size.ToString(System.Globalization.CultureInfo.InvariantCulture));
            request.Headers.Add("Upload-Metadata", string.Join(',', new[] { ("filename", name), ("section", "cover"), ("field", "letter") }.Select(pair => $"{pair.Item1} {Convert.ToBase64String(Encoding.UTF8.GetBytes(pair.Item2))}")));
            using var answer = await Http.SendAsync(request);
            answer.StatusCode.ShouldBe(HttpStatusCode.Created);
            File = answer.Headers.Location!.ToString();
        }

        public Task<HttpStatusCode> Send(long offset, byte[] piece) => Send(offset, new ByteArrayContent(piece));

        public async Task<HttpStatusCode> Send(long offset, HttpContent piece)
        {
            using var request = new HttpRequestMessage(HttpMethod.Patch, File) { Content = piece };
            piece.Headers.ContentType = new("application/offset+octet-stream");
            request.Headers.Add("Tus-Resumable", "1.0.0");
            request.Headers.Add("Upload-Offset", offset.ToString(System.Globalization.CultureInfo.InvariantCulture));
            using var answer = await Http.SendAsync(request);
            return answer.StatusCode;
        }

        public async Task<long> Offset()
        {
            using var answer = await Http.SendAsync(new HttpRequestMessage(HttpMethod.Head, File));
            return long.Parse(answer.Headers.GetValues("Upload-Offset").Single(), System.Globalization.CultureInfo.InvariantCulture);
        }

        public void Dispose() => _browser.Dispose();
    }

    // So many letters, without holding them.
    private sealed class Same(long size) : Stream
    {
        private long _left = size;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = (int)Math.Min(count, _left);
            buffer.AsSpan(offset, read).Fill((byte)'x');
            _left -= read;
            return read;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
