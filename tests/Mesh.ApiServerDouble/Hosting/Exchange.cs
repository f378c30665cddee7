using System.Text;
using Mesh.ApiServerDouble.Faults;
using Mesh.ApiServerDouble.Requests;
using Microsoft.AspNetCore.Http;

namespace Mesh.ApiServerDouble.Hosting;

/// <summary>One request and its answer, with the fault that hits it.</summary>
internal sealed class Exchange(
    ApiServerOptions options, Dispatcher dispatcher, HttpContext context, Func<RequestRecord, Fault?>? faults, CancellationToken stopping)
{
    public async Task RunAsync(Func<Func<long, RequestRecord>, RequestRecord> log)
    {
        try
        {
            await AnswerAsync(log).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
        }
        catch (IOException)
        {
            context.Abort();
        }
    }

    private async Task AnswerAsync(Func<Func<long, RequestRecord>, RequestRecord> log)
    {
        ApiRequest request;
        try
        {
            request = await RequestReader.ReadAsync(context, options).ConfigureAwait(false);
        }
        catch (ApiException refused)
        {
            RequestRecord early = log(
                number => new(
                    number, context.Request.Method, context.Request.Path.Value ?? "", context.Request.QueryString.Value ?? "", ""));
            Answer answer = refused.ToAnswer();
            early.Status = answer.Status;
            await AnswerWriter.WriteAsync(context, answer, [], null, options.TimeProvider, stopping).ConfigureAwait(false);
            return;
        }

        RequestRecord record = log(number => new(number, request.Method, request.Path, request.RawQuery, request.Account.Name)
        {
            ContentType = request.ContentType,
            Protocol = context.Request.Protocol,
            Body = options.KeepBodies ? Encoding.UTF8.GetString(request.Body) : "",
        });
        record.Fault = faults?.Invoke(record);
        await AnswerAsync(request, record).ConfigureAwait(false);
    }

    private async Task AnswerAsync(ApiRequest request, RequestRecord record)
    {
        Fault? fault = record.Fault;
        switch (fault?.Kind)
        {
            case FaultKind.ResetBefore:
                context.Abort();
                return;
            case FaultKind.Hang:
                await NeverAsync().ConfigureAwait(false);
                return;
            case FaultKind.Delay:
                await Task.Delay(fault.Delay, options.TimeProvider, context.RequestAborted).ConfigureAwait(false);
                break;
        }

        if (fault?.Kind is FaultKind.Response or FaultKind.ResponseAfter)
        {
            if (fault.Kind == FaultKind.ResponseAfter)
            {
                dispatcher.Dispatch(request);
            }

            record.Status = fault.Response.Status;
            await AnswerWriter.WriteAsync(context, fault.Response, options.TimeProvider, stopping).ConfigureAwait(false);
            return;
        }

        Answer answer = FaultAnswers.For(fault, request) ?? dispatcher.Dispatch(request);
        switch (fault?.Kind)
        {
            case FaultKind.ResetAfter:
                context.Abort();
                return;
            case FaultKind.HangAfter:
                await NeverAsync().ConfigureAwait(false);
                return;
        }

        record.Status = answer.Status;
        record.IsCompressed = AnswerWriter.Compresses(context, answer);
        await AnswerWriter.WriteAsync(context, answer, request.Warnings, fault, options.TimeProvider, stopping).ConfigureAwait(false);
    }

    private async Task NeverAsync()
    {
        using CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, stopping);
        await Task.Delay(Timeout.Infinite, end.Token).ConfigureAwait(false);
    }
}
