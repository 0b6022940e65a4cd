%% SPDX-License-Identifier: MIT
%% The same as local.gs for Erlang/OTP: gen_servers, on one scheduler. Prints
%% "NAME NS" a line, CPU time, and the bytes of an idle server.
-module(otp).
-behaviour(gen_server).
-export([main/0, start/1, init/1, handle_call/3, handle_cast/2, handle_info/2, sleep/1]).

init({sup, Child}) ->
    {ok, {#{strategy => one_for_one, intensity => 1000000000, period => 1},
          [#{id => frail, start => {gen_server, start_link, [{local, frail}, ?MODULE, Child, []]}}]}};
init(sleeper) ->
    {ok, 0, hibernate};
init(State) ->
    {ok, State}.

handle_call({add, N}, _From, Total) ->
    {reply, Total + N, Total + N}.

handle_cast({bump, N}, Total) ->
    {noreply, Total + N};
handle_cast(trip, Total) ->
    {stop, tripped, Total}.

handle_info(_, Total) ->
    {noreply, Total}.

start(Number) ->
    {ok, Pid} = gen_server:start(?MODULE, Number, []),
    Pid.

sleep(_) ->
    {ok, Pid} = gen_server:start(?MODULE, sleeper, []),
    Pid.

report(Name, Count, Run) ->
    {Before, _} = statistics(runtime),
    Run(),
    {After, _} = statistics(runtime),
    io:format("~s ~.1f~n", [Name, (After - Before) * 1.0e6 / Count]).

requests(_, 0) -> ok;
requests(Pid, N) -> gen_server:call(Pid, {add, 1}), requests(Pid, N - 1).

casts(_, 0) -> ok;
casts(Pid, N) -> gen_server:cast(Pid, {bump, 1}), casts(Pid, N - 1).

%% 500 at a time, as many as a bounded mailbox would take.
floods(_, N) when N =< 0 -> ok;
floods(Pid, N) -> casts(Pid, 500), gen_server:call(Pid, {add, 0}), floods(Pid, N - 500).

starts(0, Pids) -> Pids;
starts(N, Pids) -> starts(N - 1, [start(N) | Pids]).

crashes(0) -> ok;
crashes(N) ->
    Ref = monitor(process, frail),
    gen_server:cast(frail, trip),
    receive {'DOWN', Ref, _, _, _} -> ok end,
    1 = gen_server:call(back(), {add, 1}),
    crashes(N - 1).

back() ->
    case whereis(frail) of
        undefined -> erlang:yield(), back();
        Pid -> Pid
    end.

%% A supervisor remembers its restarts: a few at a time.
some_crashes() ->
    {ok, Pid} = supervisor:start_link(?MODULE, {sup, 0}),
    crashes(100),
    unlink(Pid),
    exit(Pid, shutdown),
    gone(frail).

gone(Name) ->
    whereis(Name) =:= undefined orelse gone(Name).

memory(Start) ->
    Count = 20000,
    Before = erlang:memory(processes),
    Pids = [Start(N) || N <- lists:seq(1, Count)],
    timer:sleep(200),
    Bytes = (erlang:memory(processes) - Before) div Count,
    [exit(Pid, kill) || Pid <- Pids],
    Bytes.

main() ->
    logger:set_primary_config(level, none),
    Tally = start(0),
    report("requests", 1000000, fun() -> requests(Tally, 1000000) end),
    report("casts", 5000000, fun() -> floods(Tally, 5000000) end),
    report("starts", 50000, fun() -> starts(50000, []) end),
    report("crashes", 5000, fun() -> [some_crashes() || _ <- lists:seq(1, 50)] end),
    io:format("memory ~b~n", [memory(fun start/1)]),
    io:format("hibernated ~b~n", [memory(fun sleep/1)]),
    halt().
