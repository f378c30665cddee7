using LiveClusters;

return await LiveCommand.Create().Parse(args).InvokeAsync();
