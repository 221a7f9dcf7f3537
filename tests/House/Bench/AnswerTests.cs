using System.Text;
using Entente.Bench.Http;

namespace Entente.Tests.House.Bench;

public sealed class AnswerTests
{
    private const string WithLength = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\n\r\nab\r\nc";
    private const string InChunks = "HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n0\r\n\r\n\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n";
    private const string Empty = "HTTP/1.1 302 Found\r\nContent-Length: 0\r\n\r\n";

    [Theory]
    [InlineData(WithLength, 200, 5)]
    [InlineData(InChunks, 404, 15)]
    [InlineData(Empty, 302, 0)]
    public void An_answer_is_complete_at_its_last_byte_however_it_is_cut(string text, int status, long content)
    {
        var bytes = Encoding.ASCII.GetBytes(text);
        for (var piece = 1; piece <= bytes.Length; piece++)
        {
            var answer = new Answer();
            for (var at = 0; at < bytes.Length; at += piece)
            {
                answer.Complete.ShouldBeFalse();
                answer.Take(bytes.AsSpan(at, Math.Min(piece, bytes.Length - at)));
            }
            answer.Complete.ShouldBeTrue();
            answer.Status.ShouldBe(status);
            answer.Content.ShouldBe(content);
        }
    }

    [Fact]
    public void One_byte_less_is_not_complete()
    {
        var answer = new Answer();
        answer.Take(Encoding.ASCII.GetBytes(InChunks).AsSpan(..^1));
        answer.Complete.ShouldBeFalse();
    }

    [Fact]
    public void A_reset_answer_starts_from_nothing()
    {
        var answer = new Answer();
        answer.Take(Encoding.ASCII.GetBytes(InChunks));
        answer.Reset();
        answer.Take(Encoding.ASCII.GetBytes(WithLength));
        (answer.Complete, answer.Status, answer.Content).ShouldBe((true, 200, 5));
    }
}
